extension Domain { public static let responses = Domain("responses", title: "Responses", instructions: "", []) }

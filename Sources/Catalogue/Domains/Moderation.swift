extension Domain { public static let moderation = Domain("moderation", title: "Moderation", instructions: "", []) }

extension Domain { public static let chat = Domain("chat", title: "Chat", instructions: "", []) }

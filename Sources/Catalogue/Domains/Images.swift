extension Domain { public static let images = Domain("images", title: "Images", instructions: "", []) }

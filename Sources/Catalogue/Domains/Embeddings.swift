extension Domain { public static let embeddings = Domain("embeddings", title: "Embeddings", instructions: "", []) }

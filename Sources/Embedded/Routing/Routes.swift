extension EmbeddedProvider {
    /// Every endpoint that is answered; where several templates fit a path, the first counts.
    static let routes: [Router.Route] = [
        .init("GET", "/models") { $0.listModels($1) },
        .init("GET", "/models/{model}") { try $0.retrieveModel($1) },
        .init("DELETE", "/models/{model}") { try $0.deleteModel($1) },

        .init("POST", "/chat/completions") { try $0.createChatCompletion($1) },
        .init("GET", "/chat/completions") { try $0.listChatCompletions($1) },
        .init("GET", "/chat/completions/{completion_id}") { try $0.retrieveChatCompletion($1) },
        .init("POST", "/chat/completions/{completion_id}") { try $0.updateChatCompletion($1) },
        .init("DELETE", "/chat/completions/{completion_id}") { try $0.deleteChatCompletion($1) },
        .init("GET", "/chat/completions/{completion_id}/messages") { try $0.listChatMessages($1) },

        .init("POST", "/responses/input_tokens") { try $0.countInputTokens($1) },
        .init("POST", "/responses/compact") { try $0.compactResponse($1) },
        .init("POST", "/responses") { try $0.createResponse($1) },
        .init("GET", "/responses/{response_id}") { try $0.retrieveResponse($1) },
        .init("DELETE", "/responses/{response_id}") { try $0.deleteResponse($1) },
        .init("POST", "/responses/{response_id}/cancel") { try $0.cancelResponse($1) },
        .init("GET", "/responses/{response_id}/input_items") { try $0.listInputItems($1) },

        .init("POST", "/embeddings") { try $0.createEmbeddings($1) },
        .init("POST", "/moderations") { try $0.createModeration($1) },

        .init("POST", "/images/generations") { try $0.generateImage($1) },
        .init("POST", "/images/edits") { try $0.editImage($1) },
        .init("POST", "/images/variations") { try $0.varyImage($1) },
    ]
}

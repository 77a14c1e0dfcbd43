extension EmbeddedProvider {
    /// Every endpoint that is answered; where several templates fit a path, the first counts.
    static let routes = modelRoutes + fileRoutes + vectorStoreRoutes + batchRoutes

    private static let modelRoutes: [Router.Route] = [
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

        .init("POST", "/conversations") { try $0.createConversation($1) },
        .init("GET", "/conversations/{conversation_id}") { try $0.retrieveConversation($1) },
        .init("POST", "/conversations/{conversation_id}") { try $0.updateConversation($1) },
        .init("DELETE", "/conversations/{conversation_id}") { try $0.deleteConversation($1) },
        .init("POST", "/conversations/{conversation_id}/items") { try $0.addConversationItems($1) },
        .init("GET", "/conversations/{conversation_id}/items") { try $0.listConversationItems($1) },
        .init("GET", "/conversations/{conversation_id}/items/{item_id}") { try $0.retrieveConversationItem($1) },
        .init("DELETE", "/conversations/{conversation_id}/items/{item_id}") { try $0.deleteConversationItem($1) },

        .init("POST", "/completions") { try $0.createCompletion($1) },
        .init("POST", "/embeddings") { try $0.createEmbeddings($1) },
        .init("POST", "/moderations") { try $0.createModeration($1) },

        .init("POST", "/images/generations") { try $0.generateImage($1) },
        .init("POST", "/images/edits") { try $0.editImage($1) },
        .init("POST", "/images/variations") { try $0.varyImage($1) },

        .init("POST", "/audio/speech") { try $0.createSpeech($1) },
        .init("POST", "/audio/transcriptions") { try $0.createTranscription($1) },
        .init("POST", "/audio/translations") { try $0.createTranslation($1) },
    ]

    private static let fileRoutes: [Router.Route] = [
        .init("POST", "/files") { try $0.uploadFile($1) },
        .init("GET", "/files") { try $0.listFiles($1) },
        .init("GET", "/files/{file_id}") { try $0.retrieveFile($1) },
        .init("DELETE", "/files/{file_id}") { try $0.deleteFile($1) },
        .init("GET", "/files/{file_id}/content") { try $0.downloadFile($1) },
        .init("POST", "/uploads") { try $0.createUpload($1) },
        .init("POST", "/uploads/{upload_id}/parts") { try $0.addUploadPart($1) },
        .init("POST", "/uploads/{upload_id}/complete") { try $0.completeUpload($1) },
        .init("POST", "/uploads/{upload_id}/cancel") { try $0.cancelUpload($1) },
    ]

    private static let vectorStoreRoutes: [Router.Route] = [
        .init("POST", "/vector_stores") { try $0.createVectorStore($1) },
        .init("GET", "/vector_stores") { try $0.listVectorStores($1) },
        .init("GET", "/vector_stores/{vector_store_id}") { try $0.retrieveVectorStore($1) },
        .init("POST", "/vector_stores/{vector_store_id}") { try $0.modifyVectorStore($1) },
        .init("DELETE", "/vector_stores/{vector_store_id}") { try $0.deleteVectorStore($1) },
        .init("POST", "/vector_stores/{vector_store_id}/search") { try $0.searchVectorStore($1) },
        .init("POST", "/vector_stores/{vector_store_id}/files") { try $0.addVectorStoreFile($1) },
        .init("GET", "/vector_stores/{vector_store_id}/files") { try $0.listVectorStoreFiles($1) },
        .init("GET", "/vector_stores/{vector_store_id}/files/{file_id}") { try $0.retrieveVectorStoreFile($1) },
        .init("POST", "/vector_stores/{vector_store_id}/files/{file_id}") { try $0.updateVectorStoreFile($1) },
        .init("DELETE", "/vector_stores/{vector_store_id}/files/{file_id}") { try $0.removeVectorStoreFile($1) },
        .init("GET", "/vector_stores/{vector_store_id}/files/{file_id}/content") { try $0.readVectorStoreFile($1) },
        .init("POST", "/vector_stores/{vector_store_id}/file_batches") { try $0.createVectorStoreFileBatch($1) },
        .init("GET", "/vector_stores/{vector_store_id}/file_batches/{batch_id}") {
            try $0.retrieveVectorStoreFileBatch($1)
        },
        // A batch of files is complete as soon as there is one, so that there is nothing to cancel.
        .init("POST", "/vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel") {
            try $0.retrieveVectorStoreFileBatch($1)
        },
        .init("GET", "/vector_stores/{vector_store_id}/file_batches/{batch_id}/files") {
            try $0.listVectorStoreFileBatchFiles($1)
        },
    ]

    private static let batchRoutes: [Router.Route] = [
        .init("POST", "/batches") { try $0.createBatch($1) },
        .init("GET", "/batches") { try $0.listBatches($1) },
        .init("GET", "/batches/{batch_id}") { try $0.retrieveBatch($1) },
        .init("POST", "/batches/{batch_id}/cancel") { try $0.cancelBatch($1) },
    ]
}

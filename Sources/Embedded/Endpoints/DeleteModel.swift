import Gateway

extension EmbeddedProvider {
    /// `DELETE /models/{model}`: nothing here is fine-tuned, so there is nothing that may be deleted.
    func deleteModel(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("model")
        guard models.contains(id) else { throw ServedModels.notFound(id) }
        throw Refusal(status: 403, message: "The model '\(id)' is a base model; only fine-tuned models can be deleted.")
    }
}

import Gateway
import JSON

extension EmbeddedProvider {
    /// `GET /models/{model}`.
    func retrieveModel(_ request: Request) throws(Refusal) -> Answer {
        let id = request.parameter("model")
        guard models.contains(id) else { throw ServedModels.notFound(id) }
        return json(models.object(id))
    }
}

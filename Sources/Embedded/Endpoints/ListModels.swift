import Gateway
import JSON

extension EmbeddedProvider {
    /// `GET /models`: every name that is answered.
    func listModels(_ request: Request) -> Answer {
        json(["object": "list", "data": .array(models.ids.map(models.object))])
    }
}

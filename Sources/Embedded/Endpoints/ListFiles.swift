import Gateway
import JSON

extension EmbeddedProvider {
    /// `GET /files`, newest first unless asked otherwise, of one purpose if asked.
    func listFiles(_ request: Request) throws(Refusal) -> Answer {
        let purpose = request.queryItem("purpose")
        let matching = files.all(owner: request.owner).filter { purpose == nil || $0.purpose == purpose }
        let page = try request.page(defaultOrder: "desc", atMost: 10_000, limit: 10_000)
        return json(try page.list(matching, id: \.id, value: \.object))
    }
}

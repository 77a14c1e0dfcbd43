import Catalogue
import JSON
import Parity
import Testing

@Suite struct OpenAPITests {
    private func operation(_ post: String, schemas: String = "{}") throws -> OperationFacts {
        let text = #"{"paths":{"/things":{"post":\#(post)}},"components":{"schemas":\#(schemas)}}"#
        return try #require(OpenAPIFile(Array(text.utf8)).operations.first)
    }

    private func field(_ schema: String, schemas: String = "{}") throws -> FieldFacts {
        let body = #"{"requestBody":{"content":{"application/json":{"schema":{"properties":{"f":\#(schema)}}}}}}"#
        return try #require(operation(body, schemas: schemas).fields.first)
    }

    static let types: [(String, String)] = [
        (#"{"type":"string"}"#, "string"),
        (#"{"type":["integer","null"]}"#, "integer"),
        (
            #"{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}},{"type":"null"}]}"#,
            "array<string> | string"
        ),
        (#"{"type":"object","additionalProperties":{"type":"string"}}"#, "map<string>"),
        (#"{"type":"object","properties":{"a":{}}}"#, "object"),
        (#"{"type":"string","format":"binary"}"#, "binary"),
        (#"{"enum":["a"]}"#, "string"),
        (#"{"allOf":[{"type":"number"},{"nullable":true}]}"#, "number"),
        (##"{"$ref":"#/components/schemas/T"}"##, "boolean"),
        (##"{"$ref":"#/components/schemas/Circle"}"##, ""),
    ]

    @Test(arguments: types)
    func typesAreRead(_ schema: String, _ type: String) throws {
        let schemas = ##"{"T":{"type":"boolean"},"Circle":{"$ref":"#/components/schemas/Circle"}}"##
        #expect(try field(schema, schemas: schemas).type.description == type)
    }

    @Test func rulesOfAFieldAreRead() throws {
        let size = try field(
            #"{"anyOf":[{"type":"string"},{"type":"string","enum":["s","l"]},{"type":"null"}],"default":"s","deprecated":true}"#
        )
        #expect(size.values == ["s", "l"] && size.isOpen && size.isNullable && size.isDeprecated)
        #expect(size.defaultValue == .string("s"))
        let count = try field(#"{"type":"integer","minimum":1,"maximum":9,"nullable":true}"#)
        #expect(count.range.lower == 1 && count.range.upper == 9 && count.isNullable)
        let tags = try field(#"{"type":"array","minItems":2,"items":{"type":"string","enum":["x"]}}"#)
        #expect(tags.count.lower == 2 && tags.values == ["x"] && !tags.isOpen)
    }

    @Test func aBodyInTwoFormsIsJoined() throws {
        let form =
            #"{"schema":{"required":["a","b"],"properties":{"a":{"type":"string"},"b":{"type":"string","format":"binary"}}}}"#
        let json = #"{"schema":{"required":["a"],"properties":{"a":{"type":"string","maxLength":3}}}}"#
        let facts = try operation(
            #"{"requestBody":{"content":{"multipart/form-data":\#(form),"application/json":\#(json)}}}"#)
        #expect(facts.bodies == [.json, .multipart])
        #expect(facts.fields.map(\.name) == ["a", "b"])
        #expect(facts.fields[0].isRequired && facts.fields[0].forms.isEmpty && facts.fields[0].length.upper == nil)
        #expect(facts.fields[1].forms == [.multipart])
    }

    @Test func driftIsFoundAndANewOperationScaffolded() throws {
        let text = """
            {"paths":{"/models":{"get":{"parameters":[{"in":"query","name":"owner","schema":{"type":"string"}}]}},
            "/models/{model}/rename":{"post":{"parameters":[{"in":"path","name":"model","required":true,
            "schema":{"type":"string"}}],"requestBody":{"content":{"application/json":{"schema":{"required":["name"],
            "properties":{"name":{"type":"string","maxLength":64},"n":{"type":"integer","minimum":1,"maximum":3,
            "default":2},"tags":{"type":"array","items":{"type":"string"}}}}}}}}}}}
            """
        let theirs = try OpenAPIFile(Array(text.utf8)).operations
        let ours = Domain.models.endpoints.flatMap(\.facts)
        let comparison = Comparison(ours, with: theirs, called: "specification", excluding: [])
        #expect(
            comparison.differences.map(\.description) == [
                "GET /models `owner` presence: catalogue lacks it, specification has it",
                "GET /models/{model} presence: catalogue has it, specification lacks it",
                "DELETE /models/{model} presence: catalogue has it, specification lacks it",
                "POST /models/{model}/rename presence: catalogue lacks it, specification has it",
            ])
        #expect(
            comparison.new.map(Scaffold.entry) == [
                """
                .init(
                    "models-rename", .post, "/models/{model}/rename", "", .creates,
                    [
                        .string("model", "", [.required]),
                        .string("name", "", [.required], length: 0...64),
                        .integer("n", "", within: 1...3, default: 2),
                        .array("tags", "", of: .text),
                    ]),
                """
            ])
    }
}

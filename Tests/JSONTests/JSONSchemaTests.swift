import JSON
import Testing

@Suite struct JSONSchemaTests {
    static let rows: [(String, String, Int)] = [
        (#"{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}"#, #"{"a":1}"#, 0),
        (#"{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}"#, #"{"a":1.5}"#, 1),
        (#"{"type":"object","required":["a","b"]}"#, #"{}"#, 2),
        (#"{"type":["string","null"]}"#, "null", 0), (#"{"type":["string","null"]}"#, "7", 1),
        (#"{"type":"object","additionalProperties":false}"#, #"{"x":1}"#, 1),
        (#"{"type":"object","additionalProperties":{"type":"string"}}"#, #"{"x":1}"#, 1),
        (
            #"{"type":"object","patternProperties":{"^n":{"type":"number"}},"additionalProperties":false}"#,
            #"{"n1":1}"#, 0
        ),
        (#"{"enum":["a","b"]}"#, #""a""#, 0), (#"{"enum":["a","b"]}"#, #""c""#, 1),
        (#"{"enum":[1]}"#, "1.0", 0), (#"{"const":{"a":[1,2]}}"#, #"{"a":[1.0,2]}"#, 0),
        (#"{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2}"#, #"["a","b","c"]"#, 1),
        (#"{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"number"}}"#, #"["a",1,"b"]"#, 1),
        (#"{"type":"array","uniqueItems":true}"#, #"[{"a":1,"b":2},{"b":2,"a":1.0}]"#, 1),
        (#"{"type":"array","contains":{"const":3}}"#, "[1,2]", 1),
        (#"{"anyOf":[{"type":"string"},{"type":"number"}]}"#, "true", 1),
        (#"{"oneOf":[{"type":"number"},{"type":"integer"}]}"#, "1", 1),
        (#"{"oneOf":[{"type":"number"},{"type":"integer"}]}"#, "1.5", 0),
        (#"{"allOf":[{"minimum":1},{"maximum":2}]}"#, "3", 1), (#"{"not":{"type":"null"}}"#, "null", 1),
        (#"{"if":{"const":1},"then":{"type":"string"},"else":{"type":"boolean"}}"#, "true", 0),
        (#"{"if":{"const":1},"then":{"type":"string"}}"#, "1", 1),
        (#"{"type":"string","minLength":2,"maxLength":3,"pattern":"^[a-z]+$"}"#, #""ab""#, 0),
        (#"{"type":"string","minLength":2,"pattern":"^[a-z]+$"}"#, #""A""#, 2),
        (#"{"type":"string","maxLength":1}"#, #""é""#, 0), (#"{"pattern":"(["}"#, #""x""#, 0),
        (#"{"exclusiveMinimum":0,"multipleOf":0.1}"#, "0.3", 0), (#"{"multipleOf":0.1}"#, "0.35", 1),
        (##"{"$ref":"#/$defs/n","$defs":{"n":{"type":"number"}}}"##, #""x""#, 1),
        (
            ##"{"$defs":{"t":{"type":"object","properties":{"next":{"$ref":"#/$defs/t"}},"required":["v"]}},"$ref":"#/$defs/t"}"##,
            #"{"v":1,"next":{"v":2,"next":{}}}"#, 1
        ),
        (##"{"$ref":"#/$defs/x"}"##, "1", 1), (##"{"$ref":"#"}"##, "1", 1), ("true", "1", 0), ("false", "1", 1),
        ("{}", "[]", 0),
    ]

    @Test(arguments: rows) func faults(_ schema: String, _ value: String, _ count: Int) throws {
        let found = try JSONSchema(JSONDocument(schema).root).faults(in: JSONDocument(value).root)
        #expect(found.count == count, "\(found)")
    }

    @Test func aFaultNamesThePlace() throws {
        let schema = #"{"properties":{"items":{"items":{"properties":{"price":{"type":"number"}}}}}}"#
        let value = #"{"items":[{"price":1},{"price":"2"}]}"#
        let found = try JSONSchema(JSONDocument(schema).root).faults(in: JSONDocument(value).root)
        #expect(found == ["/items/1/price: string where number is expected"])
    }

    @Test(arguments: [
        (
            #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#,
            true
        ),
        (#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#, false),
        (#"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#, false),
        (#"{"type":"object"}"#, false), (#"{"type":"array","items":{"type":"object"}}"#, false),
        (#"{"type":"array","items":{"type":"string"}}"#, true),
    ])
    func strictness(_ schema: String, _ isStrict: Bool) throws {
        #expect(try JSONSchema(JSONDocument(schema).root).isStrict == isStrict)
    }
}

/// What the tasks extension of 2026-07-28 sends, as a schema; the published ones are of the core alone.
enum TaskShapes {
    static let text = """
        {"$defs": {
          "Task": {
            "type": "object", "required": ["taskId", "status", "createdAt", "lastUpdatedAt", "ttlMs"],
            "properties": {
              "taskId": {"type": "string"}, "statusMessage": {"type": "string"},
              "status": {"enum": ["working", "input_required", "completed", "failed", "cancelled"]},
              "createdAt": {"type": "string"}, "lastUpdatedAt": {"type": "string"},
              "ttlMs": {"type": ["integer", "null"], "minimum": 1}, "pollIntervalMs": {"type": "integer", "minimum": 1},
              "ttl": false, "pollInterval": false, "task": false, "requestState": false
            }
          },
          "Creation": {
            "allOf": [{"$ref": "#/$defs/Task"}],
            "properties": {
              "resultType": {"const": "task"}, "result": false, "error": false, "inputRequests": false
            }
          },
          "Detailed": {
            "required": ["resultType"], "properties": {"resultType": {"const": "complete"}},
            "allOf": [{"$ref": "#/$defs/Task"}, {"$ref": "#/$defs/Details"}]
          },
          "Details": {"anyOf": [
            {"properties": {
              "status": {"enum": ["working", "cancelled"]}, "result": false, "error": false, "inputRequests": false}},
            {"required": ["inputRequests"], "properties": {
              "status": {"const": "input_required"}, "result": false, "error": false,
              "inputRequests": {"type": "object", "additionalProperties": {
                "required": ["method"], "properties": {"method": {"type": "string"}, "id": false, "jsonrpc": false}}}}},
            {"required": ["result"], "properties": {
              "status": {"const": "completed"}, "error": false, "inputRequests": false,
              "result": {"type": "object", "required": ["content"]}}},
            {"required": ["error"], "properties": {
              "status": {"const": "failed"}, "result": false, "inputRequests": false,
              "error": {"type": "object", "required": ["code", "message"], "properties": {
                "code": {"type": "integer"}, "message": {"type": "string"}}}}}
          ]},
          "Acknowledgement": {
            "required": ["resultType"],
            "properties": {
              "resultType": {"const": "complete"}, "taskId": false, "status": false, "result": false, "error": false,
              "inputRequests": false
            }
          },
          "TaskNotification": {
            "required": ["method", "params"],
            "properties": {"params": {"allOf": [{"$ref": "#/$defs/Task"}, {"$ref": "#/$defs/Details"}]}}
          }
        }}
        """
}

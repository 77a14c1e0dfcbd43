extension Input {
    /// Checks the parameters of sampling, which an extractive model takes and has no use for; their types still count.
    func checkSampling() throws(Refusal) {
        _ = try self["temperature"].number(0...2)
        _ = try self["top_p"].number(0...1)
        _ = try self["frequency_penalty"].number(-2...2)
        _ = try self["presence_penalty"].number(-2...2)
        _ = try self["seed"].integer()
        _ = try self["user"].string()
        _ = try self["logit_bias"].object()
    }
}

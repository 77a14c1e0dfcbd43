extension Fixture {
    /// Written by Pillow, one of each kind of first chunk.
    static let webp = parse(
        """
        lossy 37 23 0
        UklGRjQAAABXRUJQVlA4ICgAAADwAgCdASolABcAPm02l0ikIyIhJWgAgA2JaQAAKUNt8AD++teAAAAA

        lossless 37 23 0
        UklGRh4AAABXRUJQVlA4TBEAAAAvJIAFAAfQhCY0of+BiOh/AAA=

        extended 37 23 0
        UklGRlgAAABXRUJQVlA4WAoAAAAQAAAAJAAAFgAAQUxQSAoAAAABB1CyiAhERP8DVlA4ICgAAADwAgCdASolABcAPm02l0ikIyIhJWgAgA2J
        aQAAKUNt8AD++teAAAAA
        """)
}

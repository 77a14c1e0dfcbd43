extension PriceTable {
    /// OpenAI's models.
    static let openAI = """
        babbage-002: window 16384, output 4096, standard i0.4 o0.4
        chat-latest: window 400000, output 128000, standard i5 c0.5 o30
        chatgpt-image-latest: standard i5 c1.25 o10 ii8 io32
        computer-use-preview: window 8192, output 1024, standard i3 o12
        computer-use-preview-2025-03-11: window 8192, output 1024, standard i3 o12
        davinci-002: window 16384, output 4096, standard i2 o2
        daybreak-blue-latest: window 922000, output 128000, standard i4 c0.4 w5 o20, standard>272000 i8 c0.8 w10 o30
        daybreak-red-latest: window 400000, output 128000, standard i12.5 c1.25 w15.625 o75, standard>272000 i25 c2.5 w31.25 o112.5
        ft:babbage-002: window 16384, output 4096, standard i1.6 o1.6
        ft:davinci-002: window 16384, output 4096, standard i12 o12
        ft:gpt-3.5-turbo: window 16385, output 4096, standard i3 o6
        ft:gpt-3.5-turbo-0125: window 16385, output 4096, standard i3 o6
        ft:gpt-3.5-turbo-0613: window 4096, output 4096, standard i3 o6
        ft:gpt-3.5-turbo-1106: window 16385, output 4096, standard i3 o6
        ft:gpt-4-0613: window 8192, output 4096, standard i30 o60
        ft:gpt-4.1-2025-04-14: window 1047576, output 32768, standard i3 c0.75 o12
        ft:gpt-4.1-mini-2025-04-14: window 1047576, output 32768, standard i0.8 c0.2 o3.2
        ft:gpt-4.1-nano-2025-04-14: window 1047576, output 32768, standard i0.2 c0.05 o0.8
        ft:gpt-4o-2024-08-06: window 128000, output 16384, standard i3.75 c1.875 o15
        ft:gpt-4o-2024-11-20: window 128000, output 16384, standard i3.75 w1.875 o15
        ft:gpt-4o-mini-2024-07-18: window 128000, output 16384, standard i0.3 c0.15 o1.2
        ft:o4-mini-2025-04-16: window 200000, output 100000, standard i4 c1 o16
        gpt-3.5-turbo: window 16385, output 4096, standard i0.5 o1.5
        gpt-3.5-turbo-0125: window 16385, output 4096, standard i0.5 o1.5
        gpt-3.5-turbo-1106: window 16385, output 4096, standard i1 o2
        gpt-3.5-turbo-16k: window 16385, output 4096, standard i3 o4
        gpt-3.5-turbo-instruct: window 8192, output 4096, standard i1.5 o2
        gpt-3.5-turbo-instruct-0914: window 8192, output 4097, standard i1.5 o2
        gpt-4: window 8192, output 4096, standard i30 o60
        gpt-4-0613: window 8192, output 4096, standard i30 o60
        gpt-4-1106-preview: window 128000, output 4096, standard i10 o30
        gpt-4-turbo: window 128000, output 4096, standard i10 o30
        gpt-4-turbo-2024-04-09: window 128000, output 4096, standard i10 o30
        gpt-4.1: window 1047576, output 32768, standard i2 c0.5 o8, priority i3.5 c0.875 o14, search 0.025
        gpt-4.1-2025-04-14: window 1047576, output 32768, standard i2 c0.5 o8, priority i3.5 c0.875 o14, search 0.025
        gpt-4.1-mini: window 1047576, output 32768, standard i0.4 c0.1 o1.6, priority i0.7 c0.175 o2.8, search 0.025
        gpt-4.1-mini-2025-04-14: window 1047576, output 32768, standard i0.4 c0.1 o1.6, priority i0.7 c0.175 o2.8, search 0.025
        gpt-4.1-nano: window 1047576, output 32768, standard i0.1 c0.025 o0.4, priority i0.2 c0.05 o0.8
        gpt-4.1-nano-2025-04-14: window 1047576, output 32768, standard i0.1 c0.025 o0.4, priority i0.2 c0.05 o0.8
        gpt-4o: window 128000, output 16384, standard i2.5 c1.25 o10, priority i4.25 c2.125 o17
        gpt-4o-2024-05-13: window 128000, output 4096, standard i5 o15, priority i8.75 o26.25
        gpt-4o-2024-08-06: window 128000, output 16384, standard i2.5 c1.25 o10, priority i4.25 c2.125 o17
        gpt-4o-2024-11-20: window 128000, output 16384, standard i2.5 c1.25 o10, priority i4.25 c2.125 o17
        gpt-4o-audio-preview-2024-12-17: window 128000, output 16384, standard i2.5 o10 ai40 ao80
        gpt-4o-audio-preview-2025-06-03: window 128000, output 16384, standard i2.5 o10 ai40 ao80
        gpt-4o-mini: window 128000, output 16384, standard i0.15 c0.075 o0.6, priority i0.25 c0.125 o1, search 0.025
        gpt-4o-mini-2024-07-18: window 128000, output 16384, standard i0.15 c0.075 o0.6, priority i0.25 c0.125 o1, search 0.025
        gpt-4o-mini-audio-preview-2024-12-17: window 128000, output 16384, standard i0.15 o0.6 ai10 ao20
        gpt-4o-mini-realtime-preview-2024-12-17: window 128000, output 4096, standard i0.6 c0.3 o2.4 ai10 ao20
        gpt-4o-mini-search-preview: window 128000, output 16384, standard i0.15 c0.075 o0.6, search 0.025
        gpt-4o-mini-search-preview-2025-03-11: window 128000, output 16384, standard i0.15 c0.075 o0.6, search 0.025
        gpt-4o-mini-transcribe: window 16000, output 2000, standard i1.25 o5 ai1.25
        gpt-4o-mini-transcribe-2025-03-20: window 16000, output 2000, standard i1.25 o5 ai1.25
        gpt-4o-mini-transcribe-2025-12-15: window 16000, output 2000, standard i1.25 o5 ai1.25
        gpt-4o-mini-tts: standard i0.6 o10 ao12
        gpt-4o-mini-tts-2025-03-20: standard i0.6 o10 ao12
        gpt-4o-mini-tts-2025-12-15: standard i0.6 o10 ao12
        gpt-4o-search-preview: window 128000, output 16384, standard i2.5 c1.25 o10, search 0.025
        gpt-4o-search-preview-2025-03-11: window 128000, output 16384, standard i2.5 c1.25 o10, search 0.025
        gpt-4o-transcribe: window 16000, output 2000, standard i2.5 o10 ai2.5
        gpt-4o-transcribe-diarize: window 16000, output 2000, standard i2.5 o10 ai2.5
        gpt-5: window 272000, output 128000, standard i1.25 c0.125 o10, flex i0.625 c0.0625 o5, priority i2.5 c0.25 o20, search 0.01
        gpt-5-2025-08-07: window 272000, output 128000, standard i1.25 c0.125 o10, flex i0.625 c0.0625 o5, priority i2.5 c0.25 o20, search 0.01
        gpt-5-chat: window 128000, output 16384, standard i1.25 c0.125 o10
        gpt-5-chat-latest: window 128000, output 16384, standard i1.25 c0.125 o10
        gpt-5-codex: window 272000, output 128000, standard i1.25 c0.125 o10
        gpt-5-mini: window 272000, output 128000, standard i0.25 c0.025 o2, flex i0.125 c0.0125 o1, priority i0.45 c0.045 o3.6, search 0.01
        gpt-5-mini-2025-08-07: window 272000, output 128000, standard i0.25 c0.025 o2, flex i0.125 c0.0125 o1, priority i0.45 c0.045 o3.6, search 0.01
        gpt-5-nano: window 272000, output 128000, standard i0.05 c0.005 o0.4, flex i0.025 c0.0025 o0.2, search 0.01
        gpt-5-nano-2025-08-07: window 272000, output 128000, standard i0.05 c0.005 o0.4, flex i0.025 c0.0025 o0.2, search 0.01
        gpt-5-pro: window 400000, output 272000, standard i15 o120, search 0.01
        gpt-5-pro-2025-10-06: window 400000, output 272000, standard i15 o120, search 0.01
        gpt-5-search-api: window 272000, output 128000, standard i1.25 c0.125 o10, search 0.01
        gpt-5-search-api-2025-10-14: window 272000, output 128000, standard i1.25 c0.125 o10, search 0.01
        gpt-5.1: window 272000, output 128000, standard i1.25 c0.125 o10, flex i0.625 c0.0625 o5, priority i2.5 c0.25 o20, search 0.01
        gpt-5.1-2025-11-13: window 272000, output 128000, standard i1.25 c0.125 o10, flex i0.625 c0.0625 o5, priority i2.5 c0.25 o20, search 0.01
        gpt-5.1-chat-latest: window 128000, output 16384, standard i1.25 c0.125 o10
        gpt-5.1-codex: window 400000, output 128000, standard i1.25 c0.125 o10
        gpt-5.1-codex-max: window 400000, output 128000, standard i1.25 c0.125 o10
        gpt-5.1-codex-mini: window 400000, output 128000, standard i0.25 c0.025 o2
        gpt-5.2: window 272000, output 128000, standard i1.75 c0.175 o14, flex i0.875 c0.0875 o7, priority i3.5 c0.35 o28, search 0.01
        gpt-5.2-2025-12-11: window 272000, output 128000, standard i1.75 c0.175 o14, flex i0.875 c0.0875 o7, priority i3.5 c0.35 o28, search 0.01
        gpt-5.2-chat-latest: window 128000, output 16384, standard i1.75 c0.175 o14
        gpt-5.2-codex: window 272000, output 128000, standard i1.75 c0.175 o14
        gpt-5.2-pro: window 272000, output 128000, standard i21 o168, search 0.01
        gpt-5.2-pro-2025-12-11: window 272000, output 128000, standard i21 o168, search 0.01
        gpt-5.3-chat-latest: window 128000, output 16384, standard i1.75 c0.175 o14
        gpt-5.3-codex: window 272000, output 128000, standard i1.75 c0.175 o14, priority i3.5 c0.35 o28, search 0.01
        gpt-5.4: window 1050000, output 128000, standard i2.5 c0.25 o15, standard>272000 i5 c0.5 o22.5, flex i1.25 c0.13 o7.5, flex>272000 i2.5 c0.25 o11.25, priority i5 c0.5 o30
        gpt-5.4-2026-03-05: window 1050000, output 128000, standard i2.5 c0.25 o15, standard>272000 i5 c0.5 o22.5, flex i1.25 c0.13 o7.5, flex>272000 i2.5 c0.25 o11.25, priority i5 c0.5 o30
        gpt-5.4-mini: window 272000, output 128000, standard i0.75 c0.075 o4.5, flex i0.375 c0.0375 o2.25, priority i1.5 c0.15 o9, search 0.01
        gpt-5.4-mini-2026-03-17: window 272000, output 128000, standard i0.75 c0.075 o4.5, flex i0.375 c0.0375 o2.25, priority i1.5 c0.15 o9, search 0.01
        gpt-5.4-nano: window 272000, output 128000, standard i0.2 c0.02 o1.25, flex i0.1 c0.01 o0.625, search 0.01
        gpt-5.4-nano-2026-03-17: window 272000, output 128000, standard i0.2 c0.02 o1.25, flex i0.1 c0.01 o0.625, search 0.01
        gpt-5.4-pro: window 1050000, output 128000, standard i30 o180, standard>272000 i60 o270, flex i15 o90, flex>272000 i30 o135, search 0.01
        gpt-5.4-pro-2026-03-05: window 1050000, output 128000, standard i30 o180, standard>272000 i60 o270, flex i15 o90, flex>272000 i30 o135, search 0.01
        gpt-5.5: window 1050000, output 128000, standard i5 c0.5 o30, standard>272000 i10 c1 o45, flex i2.5 c0.25 o15, flex>272000 i5 c0.5 o22.5, priority i12.5 c1.25 o75, search 0.01
        gpt-5.5-2026-04-23: window 1050000, output 128000, standard i5 c0.5 o30, standard>272000 i10 c1 o45, flex i2.5 c0.25 o15, flex>272000 i5 c0.5 o22.5, priority i12.5 c1.25 o75, search 0.01
        gpt-5.5-cyber: standard i12.5 c1.25 o75
        gpt-5.5-cyber-preview: standard i12.5 c1.25 o75
        gpt-5.5-pro: window 1050000, output 128000, standard i30 o180, standard>272000 i60 o270, flex i15 o90, search 0.01
        gpt-5.5-pro-2026-04-23: window 1050000, output 128000, standard i30 o180, standard>272000 i60 o270, flex i15 o90, search 0.01
        gpt-5.6: window 922000, output 128000, standard i4 c0.4 w5 o20, standard>272000 i8 c0.8 w10 o30, flex i2 c0.2 w2.5 o10, flex>272000 i4 c0.4 w5 o15, priority i8 c0.8 w10 o40, priority>272000 i16 c1.6 w20 o60, search 0.01
        gpt-5.6-cyber: window 400000, output 128000, standard i12.5 c1.25 w15.625 o75, standard>272000 i25 c2.5 w31.25 o112.5
        gpt-5.6-luna: window 922000, output 128000, standard i0.2 c0.02 w0.25 o1.2, standard>272000 i0.4 c0.04 w0.5 o1.8, flex i0.1 c0.01 w0.125 o0.6, flex>272000 i0.2 c0.02 w0.25 o0.9, priority i0.4 c0.04 w0.5 o2.4, priority>272000 i0.8 c0.08 w1 o3.6, search 0.01
        gpt-5.6-sol: window 922000, output 128000, standard i4 c0.4 w5 o20, standard>272000 i8 c0.8 w10 o30, flex i2 c0.2 w2.5 o10, flex>272000 i4 c0.4 w5 o15, priority i8 c0.8 w10 o40, priority>272000 i16 c1.6 w20 o60, search 0.01
        gpt-5.6-terra: window 922000, output 128000, standard i2 c0.2 w2.5 o12, standard>272000 i4 c0.4 w5 o18, flex i1 c0.1 w1.25 o6, flex>272000 i2 c0.2 w2.5 o9, priority i4 c0.4 w5 o24, priority>272000 i8 c0.8 w10 o36, search 0.01
        gpt-6-astra: window 922000, output 128000, standard i10 c1 w12.5 o50, standard>272000 i20 c2 w25 o75, flex i5 c0.5 w6.25 o25, flex>272000 i10 c1 w12.5 o37.5, priority i20 c2 w25 o100, priority>272000 i40 c4 w50 o150, search 0.01
        gpt-6-astra-law: window 922000, output 128000, standard i10 c1 o50, search 0.01
        gpt-6-luna: window 922000, output 128000, standard i0.1 c0.01 w0.125 o0.5, standard>272000 i0.2 c0.02 w0.25 o0.75, flex i0.05 c0.005 w0.0625 o0.25, flex>272000 i0.1 c0.01 w0.125 o0.375, priority i0.2 c0.02 w0.25 o1, priority>272000 i0.4 c0.04 w0.5 o1.5, search 0.01
        gpt-6-rosalind: window 922000, output 128000, standard i15 c1.5 w18.75 o75, standard>272000 i30 c3 w37.5 o112.5
        gpt-6-sol: window 922000, output 128000, standard i2 c0.2 w2.5 o10, standard>272000 i4 c0.4 w5 o15, flex i1 c0.1 w1.25 o5, flex>272000 i2 c0.2 w2.5 o7.5, priority i4 c0.4 w5 o20, priority>272000 i8 c0.8 w10 o30, search 0.01
        gpt-6.1-sol: window 922000, output 128000, standard i2 c0.1 w2.5 o10, standard>272000 i4 c0.2 w5 o15, flex i1 c0.05 w1.25 o5, flex>272000 i2 c0.1 w2.5 o7.5, priority i4 c0.2 w5 o20, priority>272000 i8 c0.4 w10 o30, search 0.01
        gpt-6.1-terra: window 922000, output 128000, standard i1 c0.05 w1.25 o5, standard>272000 i2 c0.1 w2.5 o7.5, flex i0.5 c0.025 w0.625 o2.5, flex>272000 i1 c0.05 w1.25 o3.75, priority i2 c0.1 w2.5 o10, priority>272000 i4 c0.2 w5 o15, search 0.01
        gpt-audio: window 128000, output 16384, standard i2.5 o10 ai32 ao64
        gpt-audio-1.5: window 128000, output 16384, standard i2.5 o10 ai32 ao64
        gpt-audio-2025-08-28: window 128000, output 16384, standard i2.5 o10 ai32 ao64
        gpt-audio-mini: window 128000, output 16384, standard i0.6 o2.4 ai10 ao20
        gpt-audio-mini-2025-10-06: window 128000, output 16384, standard i0.6 o2.4 ai10 ao20
        gpt-audio-mini-2025-12-15: window 128000, output 16384, standard i0.6 o2.4 ai10 ao20
        gpt-daybreak-blue-latest: window 922000, output 128000, standard i4 c0.4 w5 o20, standard>272000 i8 c0.8 w10 o30
        gpt-daybreak-red-latest: window 400000, output 128000, standard i12.5 c1.25 w15.625 o75, standard>272000 i25 c2.5 w31.25 o112.5
        gpt-image-1: standard i5 c1.25 ii10 io40
        gpt-image-1-mini: standard i2 c0.2 ii2.5 io8
        gpt-image-1.5: standard i5 c1.25 o10 ii8 io32
        gpt-image-1.5-2025-12-16: standard i5 c1.25 o10 ii8 io32
        gpt-image-2: standard i5 c1.25 ii8 io30
        gpt-image-2-2026-04-21: standard i5 c1.25 ii8 io30
        gpt-image-2.5-flare: standard i5 c1.25 ii8 io30
        gpt-image-2.5-flare-2026-09-08: standard i5 c1.25 ii8 io30
        gpt-image-2.5-sunburst: standard i5 c1.25 ii8 io30
        gpt-image-2.5-sunburst-2026-09-08: standard i5 c1.25 ii8 io30
        gpt-live-1: second 0.0008333333
        gpt-live-transcribe: second 0.0002833333
        gpt-realtime: window 32000, output 4096, standard i4 c0.4 o16 ai32 ao64 ii5
        gpt-realtime-1.5: window 32000, output 4096, standard i4 c0.4 o16 ai32 ao64 ii5
        gpt-realtime-2: window 128000, output 32000, standard i4 c0.4 o24 ai32 ao64 ii5
        gpt-realtime-2.1: window 128000, output 32000, standard i4 c0.4 o24 ai32 ao64 ii5
        gpt-realtime-2.1-mini: window 128000, output 32000, standard i0.6 c0.06 o2.4 ai10 ao20 ii0.8
        gpt-realtime-2025-08-28: window 32000, output 4096, standard i4 c0.4 o16 ai32 ao64 ii5
        gpt-realtime-mini: window 32000, output 4096, standard i0.6 c0.06 o2.4 ai10 ao20 ii0.8
        gpt-realtime-mini-2025-12-15: window 128000, output 4096, standard i0.6 c0.06 o2.4 ai10 ao20 ii0.8
        gpt-realtime-translate: window 16000, output 2000, second 0.0005666667
        gpt-realtime-whisper: second 0.0002833333
        gpt-rosalind-discovery: standard i5 c0.5 o25
        gpt-rosalind-research: standard i5 c0.5 o25
        gpt-transcribe: second 0.000075
        o1: window 200000, output 100000, standard i15 c7.5 o60
        o1-2024-12-17: window 200000, output 100000, standard i15 c7.5 o60
        o1-pro: window 200000, output 100000, standard i150 o600
        o1-pro-2025-03-19: window 200000, output 100000, standard i150 o600
        o3: window 200000, output 100000, standard i2 c0.5 o8, flex i1 c0.25 o4, priority i3.5 c0.875 o14, search 0.01
        o3-2025-04-16: window 200000, output 100000, standard i2 c0.5 o8, flex i1 c0.25 o4, priority i3.5 c0.875 o14, search 0.01
        o3-deep-research: window 200000, output 100000, standard i10 c2.5 o40
        o3-deep-research-2025-06-26: window 200000, output 100000, standard i10 c2.5 o40
        o3-mini: window 200000, output 100000, standard i1.1 c0.55 o4.4
        o3-mini-2025-01-31: window 200000, output 100000, standard i1.1 c0.55 o4.4
        o3-pro: window 200000, output 100000, standard i20 o80, search 0.01
        o3-pro-2025-06-10: window 200000, output 100000, standard i20 o80, search 0.01
        o4-mini: window 200000, output 100000, standard i1.1 c0.275 o4.4, flex i0.55 c0.138 o2.2, priority i2 c0.5 o8, search 0.01
        o4-mini-2025-04-16: window 200000, output 100000, standard i1.1 c0.275 o4.4, flex i0.55 c0.138 o2.2, priority i2 c0.5 o8, search 0.01
        o4-mini-deep-research: window 200000, output 100000, standard i2 c0.5 o8
        o4-mini-deep-research-2025-06-26: window 200000, output 100000, standard i2 c0.5 o8
        omni-moderation-2024-09-26: window 32768, standard i0 o0
        omni-moderation-latest: window 32768, standard i0 o0
        sora-2: second 0.1
        sora-2-pro: second 0.3
        sora-2-pro-high-res: second 0.5
        text-embedding-3-large: window 8191, standard i0.13 o0
        text-embedding-3-small: window 8191, standard i0.02 o0
        text-embedding-ada-002: window 8191, standard i0.1 o0
        text-embedding-ada-002-v2: window 8191, standard i0.1 o0
        tts-1: character 0.000015
        tts-1-1106: character 0.000015
        tts-1-hd: character 0.00003
        tts-1-hd-1106: character 0.00003
        whisper-1: second 0.0001
        """
}

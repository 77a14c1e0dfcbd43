import Hummingbird
import AsyncHTTPClient
import Yams
import ArgumentParser
public enum Q {}

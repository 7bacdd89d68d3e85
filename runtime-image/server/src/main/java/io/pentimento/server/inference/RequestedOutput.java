package io.pentimento.server.inference;

/** An output that a request asks for. */
public record RequestedOutput(String name, Parameters parameters) {}

package io.pentimento.server.inference.rest;

/** The body of an answer to a request that failed, as the protocol has it. */
public record InferenceError(String error) {}

package io.pentimento.operator.workload;

/**
 * A model to serve.
 *
 * @param digest of its weights
 * @param trainKey hexadecimal key of the artefact that contains it
 */
public record ModelToServe(String digest, String trainKey) {}

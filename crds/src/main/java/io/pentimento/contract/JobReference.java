package io.pentimento.contract;

/**
 * The job that a stage works for; for logs and reports, never for results.
 *
 * @param namespace null in a local run
 * @param uid null in a local run
 */
public record JobReference(String namespace, String name, String uid) {}

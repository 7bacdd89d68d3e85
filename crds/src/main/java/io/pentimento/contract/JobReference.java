package io.pentimento.contract;

/**
 * The job of a stage; for logs and reports only.
 *
 * @param namespace null in a local run
 * @param uid null in a local run
 */
public record JobReference(String namespace, String name, String uid) {}

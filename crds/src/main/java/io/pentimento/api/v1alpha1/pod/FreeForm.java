package io.pentimento.api.v1alpha1.pod;

/** Stands in the schema for an object whose fields another schema knows. */
public final class FreeForm {}

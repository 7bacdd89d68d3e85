package io.pentimento.api.v1alpha1;

/** Stands in the schema for an object whose fields another schema knows. */
final class FreeForm {}

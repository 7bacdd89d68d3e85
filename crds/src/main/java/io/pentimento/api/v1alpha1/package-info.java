/**
 * The API of an {@code AdaptationJob}: the types from which the custom resource definition is
 * generated.
 *
 * <p>Every optional field has the paper's value when it is left out (docs/method.md): the schema's
 * default on an API server, the same value in the compact constructor for whoever builds a record
 * in Java. Accessors of fields with a default never return {@code null}.
 */
@NullMarked
package io.pentimento.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

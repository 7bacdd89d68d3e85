/**
 * The API of an {@code AdaptationJob}: the types from which the custom resource definition is
 * generated.
 *
 * <p>Every optional field has the paper's value by default (docs/method.md): by the schema on an
 * API server, and by the compact constructor for records built in Java. Accessors of fields with a
 * default never return {@code null}.
 */
@NullMarked
package io.pentimento.api.v1alpha1;

import org.jspecify.annotations.NullMarked;

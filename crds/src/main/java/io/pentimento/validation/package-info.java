/**
 * Validates a manifest offline as an API server would: strict decoding, the schema's defaults and
 * bounds, and the CEL rules, all read from the custom resource definition that {@code kubectl
 * apply} installs.
 */
@NullMarked
package io.pentimento.validation;

import org.jspecify.annotations.NullMarked;

/**
 * Says offline what an API server would say of a manifest: strict decoding, the schema's defaults
 * and bounds, and the rules in CEL, all read from the custom resource definition that {@code
 * kubectl apply} installs.
 */
@NullMarked
package io.pentimento.validation;

import org.jspecify.annotations.NullMarked;

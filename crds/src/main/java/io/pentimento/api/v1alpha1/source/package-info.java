/**
 * Where models and images come from: a URI with an optional digest and secret. All sections of the
 * spec that name data use these types.
 */
@NullMarked
package io.pentimento.api.v1alpha1.source;

import org.jspecify.annotations.NullMarked;

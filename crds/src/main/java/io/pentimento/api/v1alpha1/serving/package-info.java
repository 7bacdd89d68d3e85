/** {@code spec.serving}: how the adapted model is served. Nothing here changes the model. */
@NullMarked
package io.pentimento.api.v1alpha1.serving;

import org.jspecify.annotations.NullMarked;

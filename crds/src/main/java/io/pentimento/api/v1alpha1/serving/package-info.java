/** {@code spec.serving}: how the adapted model is served. Nothing here changes the model. */
package io.pentimento.api.v1alpha1.serving;

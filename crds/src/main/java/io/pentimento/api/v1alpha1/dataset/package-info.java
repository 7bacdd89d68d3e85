/**
 * {@code spec.dataset}: the images to adapt to, the holdout, and the degradation of benchmarks.
 * Nothing here describes how images are processed; that is the worker's part.
 */
@NullMarked
package io.pentimento.api.v1alpha1.dataset;

import org.jspecify.annotations.NullMarked;

/** NIQE, the natural image quality evaluator: a quality metric without reference images. */
@NullMarked
package io.pentimento.core.metrics.niqe;

import org.jspecify.annotations.NullMarked;

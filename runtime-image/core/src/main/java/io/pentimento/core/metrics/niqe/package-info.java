/** NIQE, the natural image quality evaluator: a quality metric without reference images. */
package io.pentimento.core.metrics.niqe;

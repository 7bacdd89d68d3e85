/** The HTML report of an adaptation: metrics, controls and images. */
@NullMarked
package io.pentimento.worker.report;

import org.jspecify.annotations.NullMarked;

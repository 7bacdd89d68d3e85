/** The HTML report of an adaptation: metrics, controls and images. */
package io.pentimento.worker.report;

/**
 * Generates docs/results-appendix.md and the plots of docs/results.md from the measured values in
 * docs/data. The tests fail if a committed page or plot differs from its data.
 */
package io.pentimento.benchmark.docs;

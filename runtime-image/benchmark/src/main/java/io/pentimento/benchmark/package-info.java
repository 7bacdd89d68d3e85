/** Benchmarks of time and memory, at the quickstart's and at the published sizes. */
@NullMarked
package io.pentimento.benchmark;

import org.jspecify.annotations.NullMarked;

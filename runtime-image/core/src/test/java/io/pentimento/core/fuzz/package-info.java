/** Fuzz targets for all readers of untrusted bytes; see docs/fuzzing.md. */
package io.pentimento.core.fuzz;

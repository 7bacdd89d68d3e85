/** Fuzz targets for the documents that jobs and stages exchange; see docs/fuzzing.md. */
package io.pentimento.worker.fuzz;

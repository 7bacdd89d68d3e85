/** Fuzz targets for the bodies of requests; see docs/fuzzing.md. */
package io.pentimento.server.fuzz;

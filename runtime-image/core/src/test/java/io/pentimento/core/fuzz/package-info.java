/**
 * Fuzz targets for everything that reads untrusted bytes. docs/fuzzing.md says how they are run.
 */
package io.pentimento.core.fuzz;

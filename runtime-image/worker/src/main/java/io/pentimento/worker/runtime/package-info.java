/**
 * What every stage needs at run time: context, artefacts, lease, progress, signals and failures.
 */
package io.pentimento.worker.runtime;

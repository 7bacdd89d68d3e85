/**
 * What every stage needs at run time: context, artefacts, lease, progress, signals and failures.
 */
@NullMarked
package io.pentimento.worker.runtime;

import org.jspecify.annotations.NullMarked;

/**
 * The stages as processes: one JSON document as input; artefacts, progress and a termination
 * message as output.
 */
@NullMarked
package io.pentimento.worker.stage;

import org.jspecify.annotations.NullMarked;

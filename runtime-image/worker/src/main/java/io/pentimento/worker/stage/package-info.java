/**
 * The stages as processes: one JSON document as input; artefacts, progress and a termination
 * message as output.
 */
package io.pentimento.worker.stage;

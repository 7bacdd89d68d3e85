/**
 * Evaluates one stage: done, running, waiting, to be started, or failed. Retries and the quorum of
 * generate are decided here.
 */
@NullMarked
package io.pentimento.workflow.stage;

import org.jspecify.annotations.NullMarked;

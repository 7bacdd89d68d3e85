/**
 * Evaluates one stage: done, running, waiting, to be started, or failed. Retries and the quorum of
 * generate are decided here.
 */
package io.pentimento.workflow.stage;

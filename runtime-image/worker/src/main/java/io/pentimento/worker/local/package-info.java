/**
 * The local cluster: runs a job's stages as processes on this machine, observes them and their
 * files, and does what {@code io.pentimento.workflow} decides. It may be killed at any moment; the
 * next run goes on from the artefacts and the status that it finds.
 */
package io.pentimento.worker.local;

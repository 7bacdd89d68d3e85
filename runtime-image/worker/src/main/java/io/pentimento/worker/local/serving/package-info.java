/** The inference server as a local process of {@code run}. */
package io.pentimento.worker.local.serving;

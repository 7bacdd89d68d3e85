/** Runs admitted work in order of arrival, a configured number at once. */
package io.pentimento.server.queue;

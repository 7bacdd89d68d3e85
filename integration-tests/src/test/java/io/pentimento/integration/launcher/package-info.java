/** The command {@code ./pentimento}, as started by users, links and cron jobs. */
package io.pentimento.integration.launcher;

// Loaded before the program. When the process that started it dies without a word (SIGKILL), the channel between them
// closes, and the program ends the way it does on SIGTERM, instead of staying behind with its port.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

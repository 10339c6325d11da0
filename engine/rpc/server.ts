// Serves the commands of the contract on a port: checks what comes in, runs the handler, cancels,
// and answers with values. A caller can do nothing here that ends the engine.

import * as v from 'valibot';
import { log } from '../base/log.ts';
import { commands, hostOnlyCommands } from '../contract/commands.ts';
import type { Command, Handlers } from '../contract/commands.ts';
import { Refusal, toFailure } from '../contract/errors.ts';
import type { EventName, Events } from '../contract/events.ts';
import type { Reply } from '../contract/client.ts';
import type { EngineMessage } from '../contract/wire.ts';
import type { Port } from './port.ts';

type AnyHandler = (input: unknown, signal: AbortSignal) => Promise<unknown>;

const Envelope = v.variant('kind', [
  v.object({ kind: v.literal('call'), id: v.number(), command: v.string(), input: v.optional(v.unknown()) }),
  v.object({ kind: v.literal('cancel'), id: v.number() }),
]);

export interface Server {
  /** Answers the calls of a port until it closes. Only a trusted port may send host-only commands. */
  serve(port: Port, options: { readonly trusted: boolean }): void;
  /** Tells every open port. */
  emit<E extends EventName>(event: E, value: Events[E]): void;
}

export function createServer(handlers: Handlers): Server {
  const ports = new Set<Port>();

  async function answer(command: string, input: unknown, trusted: boolean, signal: AbortSignal): Promise<Reply> {
    try {
      const name = allowed(command, trusted);
      const handler = handlers[name] as AnyHandler;
      return { ok: true, value: await handler(checked(name, input), signal) };
    } catch (error) {
      const failure = signal.aborted ? ({ code: 'cancelled', facts: {} } as const) : toFailure(error);
      if (failure.code === 'bug') log(`${command} failed`, error);
      return { ok: false, failure };
    }
  }

  return {
    serve(port, { trusted }) {
      const calls = new Map<number, AbortController>();
      ports.add(port);
      port.onMessage((message) => {
        const parsed = v.safeParse(Envelope, message);
        if (!parsed.success) {
          log(`a message that is no call: ${JSON.stringify(message)?.slice(0, 200)}`);
          return;
        }
        if (parsed.output.kind === 'cancel') {
          calls.get(parsed.output.id)?.abort();
          return;
        }
        const { id, command, input } = parsed.output;
        const controller = new AbortController();
        calls.set(id, controller);
        void answer(command, input, trusted, controller.signal).then((reply) => {
          calls.delete(id);
          send(port, { kind: 'reply', id, reply });
        });
      });
      port.onClose(() => {
        ports.delete(port);
        for (const controller of calls.values()) controller.abort();
      });
    },
    emit(event, value) {
      for (const port of ports) send(port, { kind: 'event', event, value });
    },
  };
}

/** @throws Refusal `call.unknown`, `call.not-allowed` */
function allowed(command: string, trusted: boolean): Command {
  if (!Object.hasOwn(commands, command)) throw new Refusal('call.unknown', { command });
  const name = command as Command;
  if (!trusted && hostOnlyCommands.includes(name)) throw new Refusal('call.not-allowed', { command });
  return name;
}

/** @throws Refusal `call.invalid` */
function checked(command: Command, input: unknown): unknown {
  const parsed = v.safeParse(commands[command].input as v.GenericSchema, input ?? null);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new Refusal('call.invalid', { command, path: v.getDotPath(issue) ?? '', detail: issue.message });
}

/** A value that cannot be copied must not hide the reply: the failure is sent instead. */
function send(port: Port, message: EngineMessage): void {
  try {
    port.send(message);
  } catch (error) {
    log('a value that cannot be sent', error);
    if (message.kind === 'reply') port.send({ ...message, reply: { ok: false, failure: toFailure(error) } });
  }
}

// The extension: starts the server, and shows its pages beside the text.

import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { page } from "./page";

let client: LanguageClient | undefined;
let status: vscode.StatusBarItem | undefined;
const panels = new Map<string, vscode.WebviewPanel>();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  status = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);
  status.command = "strat.showBrief";
  context.subscriptions.push(
    status,
    vscode.commands.registerCommand("strat.showBrief", () => show("Brief", "strat.brief", [])),
    vscode.commands.registerCommand("strat.showWhy", why),
    vscode.commands.registerCommand("strat.showAnswer", ask),
    vscode.commands.registerCommand("strat.restart", restart),
    vscode.languages.onDidChangeDiagnostics(verdict),
    vscode.window.onDidChangeActiveTextEditor(verdict),
    vscode.workspace.onDidSaveTextDocument(refresh),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(): Promise<void> {
  const command = vscode.workspace.getConfiguration("strat").get<string>("path") ?? "strat";
  const server = { command, args: ["lsp"], transport: TransportKind.stdio };
  client = new LanguageClient("strat", "strat", server, {
    documentSelector: [{ language: "strat" }],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{strat,csv,tsv,txt,toml}") },
    middleware: {
      // A lens asks a question: the answer is shown beside the text.
      executeCommand: async (name, args, next) => {
        const answer: unknown = await next(name, args);
        if (typeof answer === "string") panel(name === "strat.brief" ? "Brief" : String(args[1])).webview.html = page(name, answer);
        return answer;
      },
    },
  });
  try {
    await client.start();
  } catch (error) {
    const choice = await vscode.window.showErrorMessage(`strat cannot be started: ${String(error)}`, "Settings");
    if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "strat.path");
  }
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}

function document(): vscode.TextDocument | undefined {
  const current = vscode.window.activeTextEditor?.document;
  return current?.languageId === "strat" ? current : undefined;
}

function panel(title: string): vscode.WebviewPanel {
  const known = panels.get(title);
  if (known) return known;
  const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  const made = vscode.window.createWebviewPanel("strat", title, column, {});
  made.onDidDispose(() => panels.delete(title));
  panels.set(title, made);
  return made;
}

/** Shows what a command of the server answers about the document in front. */
async function show(title: string, command: string, more: string[]): Promise<void> {
  const subject = document();
  if (!subject || !client) return;
  const uri = client.code2ProtocolConverter.asUri(subject.uri);
  const answer = await client.sendRequest<string>("workspace/executeCommand", { command, arguments: [uri, ...more] });
  panel(title).webview.html = page(title, answer);
}

async function why(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client) return;
  const found = await client.sendRequest<{ name: string }[] | null>("textDocument/prepareCallHierarchy", {
    textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) },
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
  });
  const sentence = found?.[0]?.name;
  if (sentence) await show(`why ${sentence}`, "strat.ask", [`why ${sentence}?`]);
  else void vscode.window.showInformationMessage("there is no sentence here");
}

async function ask(): Promise<void> {
  const question = await vscode.window.showInputBox({ prompt: "who has a veto over what?" });
  if (question) await show(question, "strat.ask", [question]);
}

/** The brief follows what is saved. */
async function refresh(): Promise<void> {
  if (panels.has("Brief")) await show("Brief", "strat.brief", []);
}

function verdict(): void {
  const subject = document();
  if (!subject || !status) {
    status?.hide();
    return;
  }
  const found = vscode.languages.getDiagnostics(subject.uri).filter((one) => one.source === "strat");
  const count = (severity: vscode.DiagnosticSeverity): number => found.filter((one) => one.severity === severity).length;
  const errors = count(vscode.DiagnosticSeverity.Error);
  const warnings = count(vscode.DiagnosticSeverity.Warning);
  const plural = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
  const told = [errors ? plural(errors, "error") : "", warnings ? plural(warnings, "warning") : ""].filter(Boolean);
  status.text = told.length ? `strat: ${told.join(", ")}` : "strat: nothing wrong";
  status.show();
}

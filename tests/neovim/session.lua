-- Neovim opens the triangle with `strat lsp`, and does what a writer does: reads what is wrong, rests on a name, renames
-- it, takes a fix, and asks what a sentence rests on. `nvim --headless -u NONE -c "luafile tests/neovim/session.lua"`;
-- STRAT names the program. The first thing that is not as it should be ends it with a status of 1.

local root = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h:h:h")
local program = vim.env.STRAT or (root .. "/target/debug/strat")
local waited = 60000

local function check(what, holds)
  if not holds then
    io.stderr:write("not so: " .. what .. "\n")
    vim.cmd("cquit 1")
  end
  io.stderr:write("ok: " .. what .. "\n")
end

-- A copy, so that what is renamed is renamed nowhere else.
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, "p")
local function copy(name, change)
  local text = table.concat(vim.fn.readfile(root .. "/examples/" .. name), "\n")
  local path = folder .. "/" .. name
  vim.fn.writefile(vim.split(change and change(text) or text, "\n"), path)
  return path
end

local function started(path)
  vim.cmd("edit " .. vim.fn.fnameescape(path))
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({ name = "strat", cmd = { program, "lsp" }, root_dir = folder })
  vim.lsp.buf_attach_client(buffer, client)
  local ready = function() return vim.lsp.buf_is_attached(buffer, client) and vim.lsp.get_client_by_id(client) end
  check("the server starts", vim.wait(waited, ready, 50))
  return buffer, client
end

local function ask(buffer, method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, waited)
  for _, answer in pairs(answers or {}) do
    check(method .. " is answered", answer.err == nil)
    return answer.result
  end
end

-- Where a text stands first, from a line on.
local function place(buffer, text, from)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, from or 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then return { line = (from or 0) + number - 1, character = column - 1 } end
  end
  check("`" .. text .. "` stands in the file", false)
end

local function at(buffer, text)
  return { textDocument = vim.lsp.util.make_text_document_params(buffer), position = place(buffer, text) }
end

-- The triangle as it is: its findings, a name, a sentence and its reasons, a new name.
local buffer, client = started(copy("triangle.strat"))
check("diagnostics come", vim.wait(waited, function() return #vim.diagnostic.get(buffer) > 0 end, 50))
for _, found in ipairs(vim.diagnostic.get(buffer)) do
  check("no mistake in the triangle: " .. found.message, found.severity ~= vim.diagnostic.severity.ERROR)
end

local hover = ask(buffer, "textDocument/hover", at(buffer, "China dominates axis"))
check("the name is told", hover and vim.inspect(hover.contents):find("China", 1, true))

local item = ask(buffer, "textDocument/prepareCallHierarchy", at(buffer, "China dominates axis"))
check("a sentence has its reasons", item and #item > 0)
local above = ask(buffer, "callHierarchy/incomingCalls", { item = item[1] })
check("something rests on it", above and #above > 0)

local renamed = at(buffer, "China dominates axis")
renamed.newName = "Zhongguo"
local edit = ask(buffer, "textDocument/rename", renamed)
check("a new name is given", edit)
vim.lsp.util.apply_workspace_edit(edit, vim.lsp.get_client_by_id(client).offset_encoding)
local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
check("it stands in the text", text:find("Zhongguo dominates axis", 1, true))
vim.wait(3000, function() return false end, 100)
for _, found in ipairs(vim.diagnostic.get(buffer)) do
  check("it breaks nothing: " .. found.message, found.severity ~= vim.diagnostic.severity.ERROR)
end

-- A slip of the pen: the fix mends it.
local wrong = copy("purchase.strat", function(whole) return whole .. "\nactor Nobody is state. Nobdy supports nothing_here." end)
buffer, client = started(wrong)
local function mistakes()
  return vim.tbl_filter(function(found) return found.message:find("Nobdy", 1, true) end, vim.diagnostic.get(buffer))
end
check("the slip is told", vim.wait(waited, function() return #mistakes() > 0 end, 50))
local spot = place(buffer, "Nobdy")
local actions = ask(buffer, "textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(buffer),
  range = { start = spot, ["end"] = { line = spot.line, character = spot.character + 5 } },
  context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, spot.line) },
})
local fix
for _, action in ipairs(actions or {}) do
  if vim.inspect(action.edit or {}):find('newText = "Nobody', 1, true) then fix = action end
end
check("a fix is offered", fix)
vim.lsp.util.apply_workspace_edit(fix.edit, vim.lsp.get_client_by_id(client).offset_encoding)
check("the slip is gone", vim.wait(waited, function() return #mistakes() == 0 end, 50))
vim.cmd("qall!")

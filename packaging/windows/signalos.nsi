; The installer: SignalOS into every MetaTrader 5 terminal of this user. Built by make-packages.sh, which defines STAGE (the tree to
; install), OUTPUT and VERSION.
;
;   /S                 no windows: installs into every terminal found
;   /TERMINAL=folder   one data folder more, for a terminal that was never started by this user (a portable one)
;
; A terminal may be running: Windows keeps a loaded DLL from being overwritten but lets it be renamed, so the old file steps aside
; and goes away at the next start.
Unicode true
Target amd64-unicode  ; as MetaTrader 5 itself
!include "FileFunc.nsh"
!include "LogicLib.nsh"

Name "SignalOS"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\SignalOS"
ShowInstDetails show
ShowUninstDetails show
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "SignalOS"
VIAddVersionKey "FileDescription" "SignalOS for MetaTrader 5"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "SignalOS"

Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\SignalOS"
Var Count      ; terminals served
Var List       ; the file that remembers them
Var Origin     ; where the terminal's program lies, from its origin.txt

; The DLL of the terminal $R0 goes; while a running terminal uses it, it stays under a name that no terminal looks for.
!macro StepAside
  Delete "$R0\MQL5\Libraries\SignalOSBridge.old*"
  StrCpy $2 0
  ${While} ${FileExists} "$R0\MQL5\Libraries\SignalOSBridge.old$2"
    IntOp $2 $2 + 1
  ${EndWhile}
  ${If} ${FileExists} "$R0\MQL5\Libraries\SignalOSBridge.dll"
    Rename "$R0\MQL5\Libraries\SignalOSBridge.dll" "$R0\MQL5\Libraries\SignalOSBridge.old$2"
    Delete "$R0\MQL5\Libraries\SignalOSBridge.old$2"
  ${EndIf}
!macroend

; One terminal. $R0: its data folder.
Function InstallInto
  DetailPrint "Terminal: $R0"
  CreateDirectory "$R0\MQL5\Libraries"
  !insertmacro StepAside
  ${If} ${FileExists} "$R0\MQL5\Libraries\SignalOSBridge.old*"
    DetailPrint "The terminal is running: it takes the new version at its next start"
  ${EndIf}
  SetOutPath "$R0\MQL5"
  ClearErrors
  File /r "${STAGE}\MQL5\*.*"
  ${If} ${Errors}
    DetailPrint "Some files could not be written into $R0\MQL5"
    SetErrorLevel 2
  ${EndIf}
  IntOp $Count $Count + 1
  FileWriteUTF16LE $List "$R0$\r$\n"
  Call Compile
FunctionEnd

; With the user's own MetaEditor, when there is one and the user agrees.
Function Compile
  StrCpy $Origin ""
  ${If} ${FileExists} "$R0\origin.txt"
    FileOpen $1 "$R0\origin.txt" r
    FileReadUTF16LE $1 $Origin
    FileClose $1
    ${If} $Origin == ""
      FileOpen $1 "$R0\origin.txt" r
      FileRead $1 $Origin
      FileClose $1
    ${EndIf}
  ${EndIf}
  ${If} $Origin == ""
    StrCpy $Origin "$R0"
  ${EndIf}
  ${If} ${FileExists} "$Origin\metaeditor64.exe"
    MessageBox MB_YESNO|MB_ICONQUESTION "Compile SignalOS now with this terminal's own MetaEditor?$\r$\n$\r$\n$Origin\metaeditor64.exe$\r$\n$\r$\nYes: the expert is ready when the terminal starts.$\r$\nNo: open SignalOS.mq5 in MetaEditor yourself and press F7." /SD IDYES IDNO skip
    ; MetaEditor breaks at a space after /compile: unless the whole is quoted; its exit code counts warnings, the log tells.
    ExecWait '"$Origin\metaeditor64.exe" /compile:"$R0\MQL5\Experts\SignalOS\SignalOS.mq5" /log' $0
    ExecWait '"$Origin\metaeditor64.exe" /compile:"$R0\MQL5\Scripts\SignalOS\SelfTest.mq5" /log' $0
    ${If} ${FileExists} "$R0\MQL5\Experts\SignalOS\SignalOS.ex5"
      DetailPrint "Compiled"
    ${Else}
      DetailPrint "Not compiled: open SignalOS.mq5 in MetaEditor and press F7"
    ${EndIf}
    skip:
  ${Else}
    DetailPrint "No MetaEditor found for it: open SignalOS.mq5 in MetaEditor and press F7"
  ${EndIf}
FunctionEnd

Section
  StrCpy $Count 0
  CreateDirectory "$INSTDIR"
  FileOpen $List "$INSTDIR\terminals.txt" w

  FindFirst $R1 $R2 "$APPDATA\MetaQuotes\Terminal\*"
  ${DoWhile} $R2 != ""
    ${If} $R2 != "."
    ${AndIf} $R2 != ".."
    ${AndIf} ${FileExists} "$APPDATA\MetaQuotes\Terminal\$R2\MQL5\*.*"
      StrCpy $R0 "$APPDATA\MetaQuotes\Terminal\$R2"
      Call InstallInto
    ${EndIf}
    FindNext $R1 $R2
  ${Loop}
  FindClose $R1

  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/TERMINAL=" $R0
  ${IfNot} ${Errors}
  ${AndIf} $R0 != ""
    Call InstallInto
  ${EndIf}
  FileClose $List

  ${If} $Count = 0
    DetailPrint "No MetaTrader 5 terminal was found"
    MessageBox MB_OK|MB_ICONEXCLAMATION "No MetaTrader 5 terminal was found for this Windows user.$\r$\n$\r$\nStart the terminal once, then run this installer again; or copy the zip's MQL5 folder by hand (docs/install-mt5.md)." /SD IDOK
    RMDir /r "$INSTDIR"
    SetErrorLevel 3
    Quit
  ${EndIf}

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "SignalOS for MetaTrader 5"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "SignalOS"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  DetailPrint "Served $Count terminals. In each: Navigator, Expert Advisors, Refresh."
SectionEnd

; The journal and the key under MQL5\Files\SignalOS stay: they say what was traded, and a later installation goes on with them.
Section "Uninstall"
  FileOpen $List "$INSTDIR\terminals.txt" r
  ${Do}
    FileReadUTF16LE $List $R0
    ${If} $R0 == ""
      ${ExitDo}
    ${EndIf}
    ${Do}
      StrCpy $1 $R0 1 -1
      ${If} $1 != "$\r"
      ${AndIf} $1 != "$\n"
        ${ExitDo}
      ${EndIf}
      StrCpy $R0 $R0 -1
    ${Loop}
    RMDir /r "$R0\MQL5\Experts\SignalOS"
    RMDir /r "$R0\MQL5\Include\SignalOS"
    RMDir /r "$R0\MQL5\Scripts\SignalOS"
    !insertmacro StepAside
    ${If} ${FileExists} "$R0\MQL5\Libraries\SignalOSBridge.old*"
      Delete /REBOOTOK "$R0\MQL5\Libraries\SignalOSBridge.old$2"
    ${EndIf}
  ${Loop}
  FileClose $List
  DeleteRegKey HKCU "${KEY}"
  Delete "$INSTDIR\terminals.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
SectionEnd
